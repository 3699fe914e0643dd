"""«Опыт педагога»: what a teacher shows of his work, who studies it and by whose leave (BB-7.1.5, OL-3.5.2).

The page names materials, lessons and conclusions that stand in rooms of their own; each reader is told of
what he may read there already. Whether the page opens at once or on request is the rule of the district
(`visibility.experience`).
"""
