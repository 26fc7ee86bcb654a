"""The course as every account of this server sees it: where chapters are handed out and in."""

import os

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
c.Exchange.root = os.environ["DLCOURSE_EXCHANGE"]  # from jupyterhub_config.py
c.ExchangeFactory.submit = "dlcourse.grading.exchange.PrivateSubmit"
