"""What is counted, as data: the measures, the dimensions they are grouped by, and the figure that is asked for."""
