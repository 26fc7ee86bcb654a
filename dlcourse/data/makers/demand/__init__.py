"""Daily demand of many articles that do not exist, and the calendar that moves it."""
