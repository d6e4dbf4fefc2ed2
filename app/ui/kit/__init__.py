"""What every feature is made of: colours, type, icons, small widgets."""
