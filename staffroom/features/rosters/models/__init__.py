"""What stands in the tables: lines of compositions, appointments."""

from staffroom.features.rosters.models.appointments import Appointment, AppointmentState
from staffroom.features.rosters.models.entries import OPEN, Act, Entry, EntryState

__all__ = ["OPEN", "Act", "Appointment", "AppointmentState", "Entry", "EntryState"]
