"""Minutes as people read them."""

from django import template

from genhun.rooms.responsibility.pictures import in_hours

register = template.Library()
register.filter("hours", in_hours)
