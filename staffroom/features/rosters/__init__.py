"""Who a community consists of by an order, and who is appointed by an order.

Nouns: Entry (строка состава: somebody comes in, gets a role, leaves, gives a role up), Appointment
(назначение). Consent first, then paper: an entry stands in a draft only when the person agreed himself
(PD-3.1); the order's registration makes him a member and gives the role from the order's date (PD-4.4).
Where the regulation fixes no composition by order, nothing of the composition appears.
"""
