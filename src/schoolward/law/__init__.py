"""The law of school attendance as dated, cited values, and rules that decide with them and say why. Pure."""
