"""Who sees, writes, approves plans; who begins, joins, leads projects."""
