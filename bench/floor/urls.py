from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.floor.models import Action, Topic


@login_required
def topic(request, pk):
    row = get_object_or_404(Topic, pk=pk)
    posts = row.posts.select_related("author").order_by("pk")
    return render(request, "topic.html", {"topic": row, "posts": posts})


@login_required
def topics(request):
    """The newest twenty, each with the number of its posts."""
    newest = Topic.objects.annotate(number=Count("posts")).order_by("-pk")[:20]
    return render(request, "topics.html", {"topics": newest})


@csrf_exempt
@login_required
def action(request):
    """Write one row, and tell everybody after the commit."""
    with transaction.atomic():
        made = Action.objects.create(person=request.user)
    send = async_to_sync(get_channel_layer().group_send)
    send("actions", {"type": "action", "seq": made.pk})
    return HttpResponse(status=204)


urlpatterns = [path("topics/", topics), path("topics/<int:pk>/", topic), path("action/", action)]
