"""What an order tells people to do, and who sees to it that it is done.

Nouns: OrderItem (пункт приказа на контроле), ItemRecord (its history). Facts: an item was given with the
registration of its order, reported as done, accepted, returned, changed, dropped.
"""
