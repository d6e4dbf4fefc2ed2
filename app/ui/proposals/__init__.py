"""What looks like belonging together: compared side by side, grouped or left."""
