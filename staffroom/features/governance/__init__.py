"""How communities come into being: applications, decisions, topics of the department, initiatives.

Nouns: Application (заявление), Founder (соучредитель), Question, Topic (тема управления), Interest,
Initiative. Facts: an application was begun, submitted, asked about, supported, refused, withdrawn; its
community was founded by an order. Which of the five ways a district takes is data (`creation.mode`).
"""
