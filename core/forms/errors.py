"""What an error summary says about a form, and where each line leads."""

from django.forms import BaseForm


def form_errors(form: BaseForm) -> list[dict[str, str]]:
    """Each error of a form as ``{"text", "href"}``; href is empty when no field is to blame."""
    if not form.is_bound or not form.errors:
        return []
    errors = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = "" if bound.is_hidden else f"#{getattr(bound, 'first_id', bound.auto_id)}"
        errors += [{"text": str(text), "href": href} for text in bound.errors]
    return errors


def first_error(form: BaseForm) -> str:
    """The first error of a form that is not valid, for a button that shows one sentence."""
    return form_errors(form)[0]["text"]
