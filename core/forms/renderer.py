"""Draws every form of the portal, allauth's included, with GOV.UK Frontend's markup."""

from django.forms.renderers import TemplatesSetting

from core.forms.bound_field import GovukBoundField


class GovukRenderer(TemplatesSetting):
    """``FORM_RENDERER``: ``{{ form }}`` and ``{{ field.as_field_group }}`` need nothing more."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
    bound_field_class = GovukBoundField
