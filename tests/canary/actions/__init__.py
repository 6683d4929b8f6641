"""What people do, by the forms of the portal; what came off is written into the history."""
