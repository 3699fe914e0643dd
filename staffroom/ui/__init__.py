"""The design system: components, base page, styles, behaviours, icons and the living page."""
