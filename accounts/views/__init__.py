"""Pages about people and their sign-in; signing in itself is allauth's, under our templates."""
