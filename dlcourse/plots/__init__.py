"""Every picture and animation the notebooks show, one module a subject."""
