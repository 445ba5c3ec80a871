"""The borough's stories: single children to whom something happens on which the law, or somebody, must act."""
