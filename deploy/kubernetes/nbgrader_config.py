"""nbgrader's settings for every pod: ngshare as the exchange."""

from ngshare_exchange import configureExchange

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
configureExchange(c)
