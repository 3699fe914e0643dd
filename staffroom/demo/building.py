"""Building a demonstration district out of its texts, by the same actions that people use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from staffroom.core import clock
from staffroom.core.events import publish
from staffroom.core.richtext import RichText, clean, from_text
from staffroom.core.sorting import sort_key
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.demo import (
    accounts,
    composing,
    creation,
    curating,
    days,
    endings,
    furnishing,
    handouts,
    papers,
    planning,
    reviewing,
    seeking,
    sharing,
    shelving,
    showing,
    standing,
    stocking,
    talk,
    together,
    waiting,
)
from staffroom.demo.reading import DistrictTexts
from staffroom.shared.accounts.models import Consent, FunctionHeld, Person, SubjectTaught
from staffroom.shared.accounts.registry import PURPOSES
from staffroom.shared.communities.actions import counts, groups, states
from staffroom.shared.communities.events import AdmissionAsked
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    CommunityState,
    Membership,
    MembershipState,
    Order,
    Participation,
    Partnership,
    TieState,
)
from staffroom.shared.communities.queries.rules import BY_ORDER, rules_of
from staffroom.shared.organizations.models import Affiliation, District, Organization
from staffroom.shared.publications.actions import comments, marks, moderation, publishing
from staffroom.shared.publications.models import Audience, Placement, Publication
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.queries import Names, regulation_page

YEAR_BEGAN = timedelta(days=210)
CONSENT = "membership"


class Builder:
    """One district in the making; `now` is the moment everything is counted back from."""

    def __init__(self, texts: DistrictTexts, *, now: datetime, password_hash: str) -> None:
        self.texts = texts
        self.now = now
        self.began = now - YEAR_BEGAN
        self.password_hash = password_hash
        self.slug = str(texts.district["slug"])
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.communities: dict[str, Community] = {}

    @transaction.atomic
    def build(self, regulation: str = "") -> District:
        """Make the district whole; `regulation` is the real text, empty for our own words."""
        self.district = self._district()
        for row in self.texts.organizations:
            self._organization(row)
        for row in self.texts.people:
            self._person(row)
        standing.name_representatives(self.organizations, self.texts.people, self.people)
        with clock.told(self.began):
            standing.roles_in_district(self.district, self.texts.people, self.people, at=self.began)
        self._regulation(regulation)
        self._all_communities()
        self._talk()
        for whole in self.texts.communities:
            if whole["community"].get("state") == "archived":
                row = whole["community"]
                endings.archive(self.communities[row["key"]], row, self.people, now=self.now)
        people = (self.district, self.texts.people, self.people)
        waiting.read_marks(*people, now=self.now)
        waiting.what_waits(*people, now=self.now)
        furnishing.furnish(
            self.district, self.texts.site, self.people, self.communities, now=self.now
        )
        made = papers.register(
            self.district, self.texts.papers, self.organizations, self.people, self.communities, now=self.now
        )  # fmt: skip
        reviewing.review(
            self.district, self.texts.reviews, self.texts.materials, self.people, now=self.now
        )
        showing.show(self.district, self.texts.materials, self.people, now=self.now)
        composing.compose(
            self.district, self.texts.rosters, self.people, self.communities, now=self.now
        )
        creation.begin_things(
            self.district, self.texts.creation, self.organizations, self.people, self.communities, now=self.now
        )  # fmt: skip
        planning.plan_all(self.texts.plans, self.communities, self.people, now=self.now)
        together.live(
            self.district, self.texts.together, made, self.organizations, self.people, now=self.now
        )
        sharing.share(
            self.district, self.texts.sharing, self.organizations, self.people, now=self.now
        )
        seeking.look_in_vain(self.texts.materials, now=self.now)
        endings.bring_to_terms(self.texts.terms, self.communities, self.people, now=self.now)
        return self.district

    def _all_communities(self) -> None:
        rows = [whole["community"] for whole in self.texts.communities]
        for row in rows:
            with clock.told(self.began + timedelta(days=2)):
                self._community(row)
        for row in rows:
            self._ties(row)

    def _talk(self) -> None:
        """What people have written, and what curators wrote to their listeners."""
        for whole in self.texts.communities:
            for topic in whole.get("topic", ()):
                self._topic(self.communities[whole["community"]["key"]], topic)
            for row in whole.get("section", ()):
                talk.make_section(
                    self.communities[whole["community"]["key"]], row, self.people, at=self.began
                )
            for row in whole.get("page", ()):
                talk.make_page(self.communities[whole["community"]["key"]], row, at=self.began)
        for whole in self.texts.communities:
            here = self.communities[whole["community"]["key"]]
            curating.entrust_listeners(here, whole, self.people, now=self.now)
        stocking.stock(self.texts.materials, self.communities, self.people, now=self.now)
        shelving.shelve(
            self.district, self.texts.shelves, self.communities, self.people, now=self.now
        )
        for one in self.communities.values():  # topics were written in the order of the texts
            said = Placement.objects.filter(community=one).aggregate(last=Max("bumped_at"))
            one.active_at = said["last"] or one.active_at
            one.save(update_fields=["active_at"])

    def _district(self) -> District:
        row = self.texts.district
        about = from_text(str(row["about"]))
        district = District.objects.create(
            slug=self.slug, name=row["name"], short_name=row["short_name"], region=row["region"],
            authority=row["authority"], centre=row["centre"], time_zone=row["time_zone"],
            accent=str(row["accent"]).lower(), about_html=about.html, about_plain=about.plain,
            contacts=dict(row["contacts"]), opened_at=self.began,
            founder_kind="other" if self.slug == "berezniki" else "education_department",
        )  # fmt: skip
        regulations.adopt_profile(district=district, code=self.slug, actor=SYSTEM, at=self.began)
        return district

    def _organization(self, row: Mapping[str, Any]) -> None:
        self.organizations[row["key"]] = Organization.objects.create(
            district=self.district, kind=row["kind"], name=row["name"], short_name=row["short_name"],
            sort_key=sort_key(row["short_name"]), is_base=row["is_base"], has_low_results=row["low_results"],
            staff_n=row["staff"], is_participant=self.slug == "baltasi",
        )  # fmt: skip

    def _person(self, row: Mapping[str, Any]) -> None:
        role, key = row.get("role", ""), row["key"]
        organization = self.organizations[row["organization"]]
        person = Person.objects.create(
            email=accounts.email_of(role or key, self.slug), password=self.password_hash,
            last_name=row["last_name"], first_name=row["first_name"], patronymic=row["patronymic"],
            name=f"{row['first_name']} {row['last_name']}",
            sort_key=sort_key(row["last_name"], row["first_name"], row["patronymic"]),
            position=row["position"], workplace=organization.short_name, since_year=row["since"],
            category=row["category"], about=row.get("about", ""),
            shown={"about": "members", "subjects": "members", "functions": "members"},
            email_confirmed_at=self.began, joined_at=self.began, is_demo=True,
        )  # fmt: skip
        self.people[key] = person
        SubjectTaught.objects.bulk_create(
            SubjectTaught(person=person, code=code) for code in row["subjects"]
        )
        FunctionHeld.objects.bulk_create(
            FunctionHeld(person=person, code=code) for code in row["functions"]
        )
        is_waiting = role == "newcomer"
        Affiliation.objects.create(
            person=person,
            organization=organization,
            position=row["position"],
            is_confirmed=not is_waiting,
        )
        # the whole network came in two days, one after another
        asked = self.began + timedelta(minutes=40 * len(self.people))
        asked = self.now - timedelta(days=2) if is_waiting else asked
        admission = Admission.objects.create(
            person=person, district=self.district, organization=organization, position=row["position"],
            state=AdmissionState.WAITING if is_waiting else AdmissionState.ADMITTED,
            asked_at=asked, decided_at=None if is_waiting else asked + timedelta(hours=2),
        )  # fmt: skip
        if is_waiting:
            with clock.told(asked):
                publish(
                    AdmissionAsked(
                        district_id=self.district.pk, actor_id=person.pk, admission_id=admission.pk,
                        person_id=person.pk, is_at_once=False,
                    )
                )  # fmt: skip
        Consent.objects.create(
            person=person,
            purpose=CONSENT,
            text_version=PURPOSES[CONSENT].current.number,
            channel="demo",
            given_at=self.began,
        )

    def _regulation(self, real: str) -> None:
        """The regulation is the first publication of a district: a page for everybody."""
        coordinator = next(
            row["key"] for row in self.texts.people if row.get("role") == "coordinator"
        )
        own_words = regulation_page(rules_of(self.district), Names.of(self.district))
        text = from_text(real, max_plain=200_000) if real else clean(own_words, max_plain=200_000)
        self._publish(
            self.people[coordinator], kind="page", title="Положение о сетевом сообществе педагогов", text=text,
            at=self.began, district=self.district, audience=Audience.PUBLIC,
        )  # fmt: skip

    def _community(self, row: Mapping[str, Any]) -> None:
        about = from_text(row["purpose"])
        parent, order = self.communities.get(row.get("parent", "")), self._order()
        community = groups.open_community(
            district=self.district, parent=parent, kind=row["kind"], name=row["name"], goal=row["goal"], actor=SYSTEM,
            at=self.began + timedelta(days=1), positions=row.get("positions", []), subjects=row.get("subjects", []),
            about_html=about.html, about_plain=about.plain, is_public=row.get("is_public", False),
            base_organization=self.organizations.get(row.get("base_organization", "")),
            ends_on=days.day_in(row.get("ends_on")), themes=row.get("themes", []),
            levels=row.get("levels", []), aspects=row.get("aspects", []), order=order,
        )  # fmt: skip
        self.communities[row["key"]] = community
        leader = row.get("leader", "")
        everyone = dict.fromkeys([leader, *row.get("moderators", ()), *row.get("members", ())])
        since = self.began + timedelta(days=2)
        Membership.objects.bulk_create(
            Membership(
                person=self.people[key],
                community=community,
                state=MembershipState.ACTIVE,
                since=since,
            )
            for key in everyone
            if key
        )
        counts.recount_members(community)
        standing.roles_in_community(
            community,
            self.people.get(leader),
            [self.people[key] for key in row.get("moderators", ())],
            at=self.began,
        )
        self._visitors(community, row)
        talk.have_rules(community, row, began=self.began)
        if community.state == CommunityState.DRAFT:
            states.move_state(
                community=community, to=CommunityState.ACTIVE, actor=SYSTEM, at=since,
                order=order, basis="Состав набран, руководитель назначен",
            )  # fmt: skip

    def _order(self) -> Order | None:
        """Where communities begin by an order, each has one."""
        if rules_of(self.district).choice("creation.mode") not in BY_ORDER:
            return None
        return Order(f"{14 + len(self.communities)}-осн", self.began.date())

    def _visitors(self, community: Community, row: Mapping[str, Any]) -> None:
        """Whoever writes here in the texts is a member, as the site would demand."""
        standing = set(
            Membership.objects.filter(community=community).values_list("person_id", flat=True)
        )
        known = {self.people[key].pk for key in row.get("members", ())} | standing
        missing = known - standing
        Membership.objects.bulk_create(
            Membership(
                person_id=key, community=community, state=MembershipState.ACTIVE, since=self.began
            )
            for key in missing
        )

    def _ties(self, row: Mapping[str, Any]) -> None:
        """Organisations that take part and communities that are partners: both sides have agreed."""
        community, since = self.communities[row["key"]], self.began + timedelta(days=9)
        Participation.objects.bulk_create(
            Participation(
                community=community, organization=self.organizations[key], since=since,
                state=TieState.STANDING,
            )
            for key in row.get("organizations", ())
        )  # fmt: skip
        Partnership.objects.bulk_create(
            Partnership(
                proposer=community, partner=self.communities[key], since=since, words=words,
                state=TieState.STANDING,
            )
            for key, words in row.get("partners", {}).items()
        )  # fmt: skip

    def _topic(self, home: Community, row: Mapping[str, Any]) -> None:
        zone = self.district.time_zone
        at = days.day_of(row["title"], self.now, row["days_ago"], zone)
        apart = talk.topic_about_acts(self.district, row)
        if apart is not None:
            talk.give_words(apart, row, author=self.people[row["author"]], at=at)
            for reply in row.get("reply", ()):
                at = days.awake(at + timedelta(minutes=reply["minutes_later"]), zone)
                self._reply(apart, reply, at)
            return
        made = self._publish(
            self.people[row["author"]], kind=row["kind"], title=row["title"], text=from_text(row["body"]), at=at,
            home=home, audience=row.get("audience", "community"), tags=row.get("tags", ()),
            theme=row.get("theme", ""), also_in=[self.communities[key] for key in row.get("also_in", ())],
            files=handouts.bring(row, self.people[row["author"]], at=at),
        )  # fmt: skip
        talk.share(made, row, self.people, at=at)
        for reply in row.get("reply", ()):
            at = days.awake(at + timedelta(minutes=reply["minutes_later"]), zone)
            self._reply(made, reply, min(at, self.now - timedelta(minutes=3)))
        talk.lead(made, row, self.people, at=at, now=self.now)
        with clock.told(at):
            self._placed(made, home, row, at)

    def _placed(
        self, made: Publication, home: Community, row: Mapping[str, Any], at: datetime
    ) -> None:
        if row.get("pinned"):
            moderation.pin(publication=made, community=home, is_pinned=True, actor=SYSTEM)
        if row.get("closed"):
            moderation.close(publication=made, actor=SYSTEM, at=at)
        if made.audience in {"public", "parents", "pupils"}:
            moderation.put_on_site(publication=made, is_on_site=True, actor=SYSTEM)

    @days.dated
    def _reply(self, under: Publication, row: Mapping[str, Any], at: datetime) -> None:
        body = row["body"].strip()
        if row.get("quote"):
            body = f"> {row['quote']}\n\n{body}"
        made = comments.add_comment(
            publication=under,
            text=from_text(body),
            actor=furnishing.acting(self.people[row["author"]]),
            at=at,
        )
        for key in row.get("thanks", ()):
            if self.people[key].pk != made.author_id:
                marks.thank(
                    publication=under,
                    comment=made,
                    actor=furnishing.acting(self.people[key]),
                    at=at,
                )
        talk.settle(made, row, at=at)
        if row.get("solution"):
            author = Viewer(person_id=under.author_id)
            moderation.solve(publication=under, comment=made, actor=author, at=at)

    @days.dated
    def _publish(
        self,
        author: Person,
        *,
        kind: str,
        title: str,
        text: RichText,
        at: datetime,
        audience: str,
        **where: Any,
    ) -> Publication:
        content = publishing.Content(
            title=title,
            text=text,
            audience=audience,
            tags=where.pop("tags", ()),
            theme=where.pop("theme", ""),
        )
        draft = publishing.write_draft(
            kind=kind, content=content, actor=furnishing.acting(author), at=at, **where
        )
        return publishing.publish_draft(publication=draft, actor=furnishing.acting(author), at=at)
