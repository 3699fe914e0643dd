"""Expert review of any publication.

Nouns: Rubric (набор критериев), Criterion (критерий), Reviewer (эксперт), Direction (направление),
ReviewRequest (заявка на экспертизу), Round (круг), Assignment (поручение эксперту), Score (отметка по
критерию), Conclusion (заключение), Recommendation (рекомендация методического совета), Sample (образец),
Invitation (приглашение внешнего эксперта). Facts: a work was handed in, experts were named, agreed,
declined or were released, an opinion was handed in, the work was given back, concluded, recommended.

In a blind mode the name of the other side is in nothing that is served: experts read the frozen copy of a
round, never the publication, and no fact of the journal names whom it is not known to.
"""
