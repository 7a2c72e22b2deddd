"""All the tags and filters there are in a certificate's template; Django's engine finds no other."""

from django.template import Library
from django.template.defaultfilters import capfirst, default, lower, upper
from django.template.defaulttags import do_for, do_if

register = Library()
register.tag("if", do_if)
register.tag("for", do_for)
register.filter("upper", upper)
register.filter("lower", lower)
register.filter("capfirst", capfirst)
register.filter("default", default)
