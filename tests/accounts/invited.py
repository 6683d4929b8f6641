"""Whom the tests invite."""

NAME = "Priya Raman"
ADDRESS = "priya@example.org"
JOIN = {"name": NAME, "password": "marmalade tram lighthouse"}


def link(invitation):
    """The address that the mail carries."""
    return f"/invitations/{invitation.token()}/"
