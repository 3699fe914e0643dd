"""The whole site at rest: two page processes, streams, jobs and their supervisor."""

from pathlib import Path
import sys

import pytest

from tests.config.running import running_site

MOST = 350  # MiB


@pytest.mark.alone
@pytest.mark.timeout(300)
def test_the_site_at_rest_fits_into_a_small_server(tmp_path: Path) -> None:
    with running_site(
        tmp_path, processes=2, workers=1, settings="staffroom.config.settings"
    ) as site:
        for _ in range(10):
            assert site.ask("/account/sign-in/").status == 200
        total = 0
        for pid in (site.process.pid, *site.children()):
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        sys.stdout.write(f"\n{total / 1024:.0f} MiB at rest; {site.first_line}")
    assert total / 1024 <= MOST
