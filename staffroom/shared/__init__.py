"""The ground: what every feature stands on, in the order of docs/architecture.md."""
