"""The heartbeat goes on when the machine's clock is set."""

from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.processes import _wind_up


def test_a_clock_set_back_does_not_stop_the_heartbeat() -> None:
    scheduler = BackgroundScheduler(timezone=UTC)
    now = datetime.now(UTC)
    beat = scheduler.add_job(lambda: None, "cron", second=0, next_run_time=now + timedelta(hours=7))
    scheduler.start(paused=True)
    try:
        _wind_up(beat, now)
        assert beat.next_run_time == now
        soon = now + timedelta(seconds=40)
        beat.modify(next_run_time=soon)
        _wind_up(beat, now)
        assert beat.next_run_time == soon
    finally:
        scheduler.shutdown()
