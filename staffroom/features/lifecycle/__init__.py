"""How communities end, go on and change shape: the term and its outcome, closing, and the genealogy.

Nouns: Product (представленный результат), EndingRequest (просьба о продлении или закрытии), Reshaping
(преобразование: выделение, разделение, слияние, перенос). Facts: a term is near, a product was handed in,
an extension or a closing was asked for, agreed to, refused, carried out; a community was reshaped.
"""
