from django.conf import settings
from django.db import models


class Topic(models.Model):
    title = models.CharField(max_length=200)


class Post(models.Model):
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    html = models.TextField()
    written_at = models.DateTimeField()


class Action(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
