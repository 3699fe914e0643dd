"""Jobs: written with the change, done once, retried with patience, parked with a reason."""

from collections.abc import Iterator
import contextlib
from datetime import UTC, datetime, timedelta
import os
import signal
import time

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
import pytest

from staffroom.core import clock
from staffroom.core.jobs import (
    Calls,
    TryLater,
    drop,
    every,
    health,
    job,
    registry,
    retry,
    run_once,
    schedules,
    together,
)
from staffroom.core.jobs import queue as transitions
from staffroom.core.jobs.worker import perform
from staffroom.core.models import QueuedJob, Schedule

MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
State = QueuedJob.State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_registry() -> Iterator[None]:
    """Jobs declared by a test live as long as the test."""
    jobs, crons = dict(registry), dict(schedules)
    schedules.clear()
    yield
    registry.clear()
    registry.update(jobs)
    schedules.clear()
    schedules.update(crons)


def test_a_job_does_its_work_once_and_is_marked_done() -> None:
    heard: list[int] = []

    @job()
    def greet(*, person_id: int) -> None:
        heard.append(person_id)

    greet.enqueue(person_id=7)
    assert heard == []
    assert run_once().done == 1
    assert run_once().done == 0
    assert heard == [7]
    assert QueuedJob.objects.get().state == State.DONE


def test_a_change_that_is_undone_enqueues_nothing() -> None:
    @job()
    def greet() -> None: ...

    with transaction.atomic():
        greet.enqueue()
        transaction.set_rollback(True)
    assert QueuedJob.objects.count() == 0


def test_arguments_are_keywords_and_unknown_ones_are_dropped() -> None:
    heard: list[int] = []

    @job()
    def greet(*, person_id: int) -> None:
        heard.append(person_id)

    with pytest.raises(TypeError, match="keywords"):
        greet.enqueue(7)  # type: ignore[misc]
    greet.enqueue_at(clock.now(), person_id=7, of_an_older_version=True)
    run_once()
    assert heard == [7]


def test_urgent_goes_first_and_slow_last() -> None:
    order: list[str] = []
    for queue in ("slow", "default", "urgent"):

        def work(queue: str = queue) -> None:
            order.append(queue)

        work.__name__ = f"work_{queue}"
        job(queue=queue)(work).enqueue()
    run_once()
    assert order == ["urgent", "default", "slow"]


def test_an_unknown_queue_stops_the_start() -> None:
    with pytest.raises(ValueError, match="unknown queue"):
        job(queue="quick")


def test_a_failing_job_waits_thrice_as_long_each_time_and_is_parked() -> None:
    @job(title="Письмо", retries=3, backoff=10)
    def fail() -> None:
        raise ZeroDivisionError

    with clock.told(MORNING):
        fail.enqueue()
    waits = []
    at = MORNING
    for _ in range(2):
        assert run_once(at=at).failed == 1
        row = QueuedJob.objects.get()
        waits.append((row.run_at - at).total_seconds())
        assert run_once(at=row.run_at - timedelta(seconds=1)).failed == 0
        at = row.run_at
    assert waits == [10, 30]
    assert run_once(at=at).failed == 1

    state = health(at=at)
    assert (state.waiting, state.running, state.parked) == (0, 0, 1)
    assert state.failed[0].title == "Письмо"
    assert state.failed[0].attempts == 3
    assert state.failed[0].reason.startswith(
        "Ошибка ZeroDivisionError: подробности в журнале сервера"
    )


def test_a_parked_job_may_be_tried_again_or_dropped() -> None:
    @job(retries=1)
    def fail() -> None:
        raise ZeroDivisionError

    fail.enqueue()
    run_once()
    row = QueuedJob.objects.get()
    assert retry(row.pk, at=clock.now())
    assert not retry(row.pk, at=clock.now())
    assert run_once().failed == 1
    assert drop(row.pk)
    assert not drop(row.pk)
    assert QueuedJob.objects.count() == 0


def test_one_bad_job_does_not_stop_the_others() -> None:
    heard: list[str] = []

    @job(queue="urgent")
    def fail() -> None:
        raise ZeroDivisionError

    @job()
    def work() -> None:
        heard.append("work")

    fail.enqueue()
    work.enqueue()
    tally = run_once()
    assert (tally.done, tally.failed, heard) == (1, 1, ["work"])


def test_try_later_keeps_the_jobs_own_words_and_pause() -> None:
    @job(retries=5)
    def send() -> None:
        raise TryLater("Почтовый сервер не отвечает.", seconds=300)

    with clock.told(MORNING):
        send.enqueue()
    run_once(at=MORNING)
    row = QueuedJob.objects.get()
    assert (row.state, row.reason) == (State.WAITING, "Почтовый сервер не отвечает.")
    assert row.run_at == MORNING + timedelta(seconds=300)


def test_a_job_of_another_version_is_parked_with_its_name() -> None:
    @job()
    def gone() -> None: ...

    gone.enqueue()
    del registry[gone.name]
    run_once()
    assert QueuedJob.objects.get().reason == f"В этой версии сайта нет задания «{gone.name}»."


def test_a_unique_job_waits_once_but_runs_again_for_a_later_change() -> None:
    heard: list[int] = []

    @job(unique=True)
    def rebuild(*, page_id: int) -> None:
        heard.append(page_id)
        if len(heard) == 1:  # a change made while the job runs must be seen by another run
            rebuild.enqueue(page_id=page_id)

    for page_id in (1, 1, 2, 1):
        rebuild.enqueue(page_id=page_id)
    assert QueuedJob.objects.count() == 2
    run_once()
    assert sorted(heard) == [1, 1, 2]


def test_a_failed_unique_job_gives_way_to_its_waiting_twin() -> None:
    @job(unique=True)
    def rebuild() -> None:
        rebuild.enqueue()
        raise ZeroDivisionError

    with clock.told(MORNING):
        rebuild.enqueue()
    [row] = transitions.claim(worker="w", at=MORNING)
    with clock.told(MORNING):
        rebuild.enqueue()
    transitions.put_off(row, rebuild, reason="нет", seconds=None, at=MORNING)
    states = QueuedJob.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [State.DONE, State.WAITING]


def test_an_atomic_job_that_fails_leaves_nothing_behind() -> None:
    @job(atomic=True, retries=1)
    def half() -> None:
        Schedule.objects.create(name="half", cron="* * * * *", next_at=MORNING)
        raise ZeroDivisionError

    half.enqueue()
    run_once()
    assert not Schedule.objects.filter(name="half").exists()


def test_an_atomic_job_believed_dead_is_undone() -> None:
    @job(atomic=True)
    def late() -> None:
        QueuedJob.objects.update(worker="another", attempts=2)
        Schedule.objects.create(name="late", cron="* * * * *", next_at=MORNING)

    late.enqueue()
    assert run_once().failed == 1
    assert not Schedule.objects.filter(name="late").exists()


def test_a_job_that_takes_too_long_is_interrupted() -> None:
    @job(timeout=1, retries=1)
    def sleep() -> None:
        with contextlib.suppress(Exception):  # what a careless job might do
            time.sleep(30)

    sleep.enqueue()
    began = time.monotonic()
    run_once()
    assert time.monotonic() - began < 20  # it would have slept thirty
    assert QueuedJob.objects.get().reason == "Задание не уложилось в отведённое время (1 с)."


def test_the_alarm_of_a_caller_is_given_back() -> None:
    @job()
    def work() -> None: ...

    before = signal.getsignal(signal.SIGALRM)
    work.enqueue()
    run_once()
    assert signal.getsignal(signal.SIGALRM) == before


def test_the_jobs_of_a_dead_process_are_given_back_at_once() -> None:
    @job()
    def work() -> None: ...

    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    work.enqueue()
    assert transitions.claim(worker=f"{transitions.HOST}:{child}/x", at=clock.now())
    assert transitions.recover(at=clock.now()) == 1
    row = QueuedJob.objects.get()
    assert (row.state, row.attempts) == (State.WAITING, 1)


def test_the_jobs_of_a_lost_machine_are_given_back_by_lease() -> None:
    @job(timeout=60)
    def work() -> None: ...

    with clock.told(MORNING):
        work.enqueue()
    assert transitions.claim(worker="elsewhere:1/x", at=MORNING)
    assert transitions.recover(at=MORNING + timedelta(seconds=119)) == 0
    assert transitions.recover(at=MORNING + timedelta(seconds=121)) == 1


def test_looking_for_lost_jobs_does_not_walk_what_is_done() -> None:
    """Each worker looks every five seconds, and a lively day leaves a hundred thousand done ones."""
    with CaptureQueriesContext(connection) as asked:
        assert transitions.recover(at=MORNING) == 0
    if connection.vendor == "sqlite":
        (sql,) = (query["sql"] for query in asked.captured_queries)
        with connection.cursor() as cursor:
            plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
        assert "USING INDEX job_running" in plan


def test_a_job_that_kills_its_workers_is_parked() -> None:
    @job(retries=2, backoff=0)
    def poison() -> None: ...

    with clock.told(MORNING):
        poison.enqueue()
    for _ in range(2):
        assert transitions.claim(worker="elsewhere:1/x", at=MORNING)
        transitions.recover(at=MORNING + timedelta(hours=1))
        QueuedJob.objects.update(run_at=MORNING)
    row = QueuedJob.objects.get()
    assert (row.state, row.reason) == (State.PARKED, transitions.KILLED)


def test_an_attempt_believed_dead_finishes_nothing() -> None:
    @job()
    def work() -> None: ...

    work.enqueue()
    rows = transitions.claim(worker="first", at=clock.now())
    assert rows
    QueuedJob.objects.update(worker="second")
    assert not transitions.finish(rows, at=clock.now())
    assert QueuedJob.objects.get().state == State.RUNNING


def test_calls_made_together_are_one_work_and_one_transaction() -> None:
    heard: list[list[int]] = []

    @together(title="Поиск")
    def index(calls: Calls) -> None:
        heard.append([call["key"] for call in calls])

    for key in (1, 2, 3):
        index.enqueue(key=key)
    assert run_once().done == 3
    assert heard == [[1, 2, 3]]
    assert set(QueuedJob.objects.values_list("state", flat=True)) == {State.DONE}


def test_what_takes_long_is_thought_out_before_the_transaction() -> None:
    heard: list[tuple[str, list[int], int]] = []

    def note(what: str, calls: Calls) -> None:
        heard.append((what, [call["key"] for call in calls], len(connection.savepoint_ids)))

    def think(calls: Calls) -> None:
        note("ahead", calls)

    @together(title="Поиск", ahead=think)
    def index(calls: Calls) -> None:
        note("work", calls)

    for key in (1, 2):
        index.enqueue(key=key)
    assert run_once().done == 2
    depth = len(connection.savepoint_ids)
    assert heard == [("ahead", [1, 2], depth), ("work", [1, 2], depth + 1)]


def test_a_bad_call_among_many_is_put_off_alone() -> None:
    @together(title="Поиск", retries=2)
    def index(calls: Calls) -> None:
        for call in calls:
            Schedule.objects.create(name=call["key"], cron="* * * * *", next_at=MORNING)
            if call["key"] == "b":
                raise ZeroDivisionError

    for key in "abc":
        index.enqueue(key=key)
    tally = run_once()
    assert (tally.done, tally.failed) == (2, 1)
    assert sorted(Schedule.objects.values_list("name", flat=True)) == ["a", "c"]
    [waiting] = QueuedJob.objects.exclude(state=State.DONE)
    assert (waiting.kwargs, waiting.state, waiting.attempts) == ({"key": "b"}, State.WAITING, 1)


def test_calls_made_together_and_believed_dead_are_undone() -> None:
    @together()
    def late(calls: Calls) -> None:
        QueuedJob.objects.filter(kwargs=calls[-1]).update(worker="another")
        Schedule.objects.create(name="late", cron="* * * * *", next_at=MORNING)

    late.enqueue(key=1)
    late.enqueue(key=2)
    rows = transitions.claim(worker="first", at=clock.now())
    assert [row.kwargs["key"] for row in rows] == [1, 2]
    QueuedJob.objects.filter(pk=rows[0].pk).update(worker="another")
    assert perform(rows) == 0
    assert not Schedule.objects.filter(name="late").exists()


def test_a_resting_job_leaves_the_worker_to_others() -> None:
    @together()
    def index(calls: Calls) -> None: ...

    @job()
    def work() -> None: ...

    index.enqueue(key=1)
    work.enqueue()
    [row] = transitions.claim(worker="w", at=clock.now(), resting=[index.name])
    assert row.name == work.name
    assert transitions.claim(worker="w", at=clock.now(), resting=[index.name]) == []
    assert [row.kwargs for row in transitions.claim(worker="w", at=clock.now())] == [{"key": 1}]


def test_a_schedule_fires_once_a_time_in_the_sites_zone() -> None:
    heard: list[datetime] = []

    @every("0 7 * * *")
    @job()
    def daily() -> None:
        heard.append(clock.now())

    four, five = MORNING.replace(hour=4), MORNING.replace(hour=5)
    midnight = MORNING.replace(hour=0)
    for at in (
        midnight,
        four - timedelta(minutes=1),
        four,
        four,
        five,
    ):  # 07:00 in Moscow is 04:00 UTC
        run_once(at=at)
    assert heard == [four]
    run_once(at=four + timedelta(days=3))  # what was missed counts once
    assert heard == [four, four + timedelta(days=3)]


def test_two_machines_fire_a_schedule_once() -> None:
    @every("*/5 * * * *")
    @job()
    def often() -> None: ...

    transitions.tick(at=MORNING - timedelta(minutes=1))
    stale = Schedule.objects.get(name=often.name)
    assert transitions.tick(at=MORNING) == 1
    mine = Schedule.objects.filter(pk=stale.pk, next_at=stale.next_at)
    assert mine.update(next_at=MORNING) == 0


def test_a_changed_cron_line_moves_the_next_time() -> None:
    @every("0 7 * * *")
    @job()
    def daily() -> None: ...

    transitions.tick(at=MORNING)
    schedules[daily.name] = "0 10 * * *"
    transitions.tick(at=MORNING)
    assert Schedule.objects.get().next_at == MORNING.replace(hour=7)


def test_a_wrong_cron_line_stops_the_start() -> None:
    with pytest.raises(Exception, match="fields"):
        every("soon")


def test_old_rows_are_forgotten() -> None:
    @job(retries=1)
    def work(*, fails: bool) -> None:
        if fails:
            raise ZeroDivisionError

    with clock.told(MORNING):
        work.enqueue(fails=True)
        work.enqueue(fails=False)
    run_once(at=MORNING)
    transitions.prune(at=MORNING + timedelta(hours=23))
    assert QueuedJob.objects.count() == 2
    transitions.prune(at=MORNING + timedelta(hours=25))
    assert QueuedJob.objects.get().state == State.PARKED


def test_health_says_how_long_the_oldest_waits() -> None:
    @job()
    def work() -> None: ...

    with clock.told(MORNING):
        work.enqueue()
    assert health(at=MORNING + timedelta(minutes=10)).oldest_seconds == 600


def test_the_command_runs_what_is_due_at_a_told_moment(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[datetime] = []

    @job()
    def work() -> None:
        heard.append(clock.now())

    with clock.told(MORNING):
        work.enqueue()
    call_command("jobs", "--run-once", "--now", "2026-11-22T09:00:00+03:00")
    assert heard == [MORNING]
    assert capsys.readouterr().out == "Выполнено: 1, с ошибкой: 0.\n"


@pytest.mark.parametrize("now", ["soon", "2026-11-22T09:00:00"])
def test_the_command_refuses_a_moment_without_a_zone(now: str) -> None:
    with pytest.raises(CommandError):
        call_command("jobs", "--run-once", "--now", now)
