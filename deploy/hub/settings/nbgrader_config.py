"""nbgrader's settings for every account of this server: the exchange folder."""

import os

c = get_config()  # noqa: F821 (given by traitlets)

c.CourseDirectory.course_id = "dlcourse"
c.Exchange.root = os.environ["DLCOURSE_EXCHANGE"]  # from jupyterhub_config.py
c.ExchangeFactory.submit = "dlcourse.grading.lms.exchange.PrivateSubmit"
