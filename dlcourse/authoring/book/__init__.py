"""The course as a website, made by `make docs`: chapters, a home page with their cards, a glossary, all exercises."""
