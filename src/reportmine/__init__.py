"""Facts from Chinese work reports."""
