"""Who collects a composition, who answers, who appoints."""
