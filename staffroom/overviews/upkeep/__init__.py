"""The technician's page «Состояние сайта»: is everything well, and what is to be done if not (OL-3.2.1).

Nouns: a *copy* (резервная копия) that was made or failed, a *reading* (показание) that a job took
because a page must not wait for it. Facts: a stopped job was tried again or dropped.
"""
