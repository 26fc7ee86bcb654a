"""Every figure and animation that the notebooks show: one folder a chapter, and modules that several chapters use."""
