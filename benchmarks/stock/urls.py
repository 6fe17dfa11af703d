"""Both schemas by the views that their packages bring."""

from django.urls import path
from graphene_django.views import GraphQLView as GrapheneView
from strawberry.django.views import GraphQLView as StrawberryView

from benchmarks.stock import graphene_schema, strawberry_schema

urlpatterns = [
    path("graphene_django", GrapheneView.as_view(schema=graphene_schema.schema)),
    path("strawberry_django", StrawberryView.as_view(schema=strawberry_schema.schema)),
]
