"""Addresses of the room of secretaries."""

from django.urls import path

from genhun.rooms.secretaries.views import elections, governance, pipeline, posts, succession, terms

app_name = "secretaries"
urlpatterns = [
    path("", posts.posts, name="posts"),
    path("posts/<int:pk>/", succession.post, name="post"),
    path("posts/<int:pk>/candidate/", succession.candidate, name="candidate"),
    path("terms/", terms.terms, name="terms"),
    path("terms/new/", terms.new_term, name="new-term"),
    path("terms/figures/", terms.figures, name="figures"),
    path("terms/<int:pk>/", terms.term, name="term"),
    path("terms/<int:pk>/extend/", terms.extend, name="extend"),
    path("terms/<int:pk>/start/", elections.start, name="start"),
    path("elections/<int:pk>/", elections.election, name="election"),
    path("elections/<int:pk>/request.docx", elections.request_document, name="request-document"),
    path("elections/steps/<int:pk>/draft.docx", elections.draft, name="draft"),
    path("elections/steps/<int:pk>/", elections.step, name="step"),
    path("heads/", governance.heads, name="heads"),
    path("arrangements/", governance.governance, name="governance"),
    path("arrangements/<int:pk>/", governance.unit, name="arrangements"),
    path("exceptions/<int:pk>/end/", governance.end, name="end-exception"),
    path("pipeline/", pipeline.pipeline, name="pipeline"),
]
