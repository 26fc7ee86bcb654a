"""The course as every pod sees it: chapters are handed out and in through ngshare."""

from ngshare_exchange import configureExchange

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
configureExchange(c)
