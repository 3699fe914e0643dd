"""One story for each key that is read: changed on the settings page, noticed on another page."""
