"""Walks in chance order over everything that people may do, and on until they came to the end."""

from collections.abc import Callable

from hypothesis import seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

MOST_TURNS = 8  # each has several walks; what is not reached in all of them cannot be reached


def walk(
    machine: type[RuleBasedStateMachine],
    *,
    examples: int,
    steps: int,
    until: Callable[[], bool] = lambda: True,
) -> None:
    """Let people act in chance order; go on with other walks while `until` does not hold.

    Which walks a seed gives depends on the modules that are loaded (the library takes constants out of
    them), so one handful of walks may stop short of the end that another handful reaches.
    """
    kept = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True
    )
    for turn in range(1, MOST_TURNS + 1):
        run_state_machine_as_test(seed(turn)(machine), settings=kept)
        if until():
            return
    message = f"{machine.__name__}: the walks never come to their end"
    raise AssertionError(message)
