"""Reports about what people wrote, and the decisions on them.

Nouns: AbuseReport. States: ReportFiled, ReportDecided.
"""
