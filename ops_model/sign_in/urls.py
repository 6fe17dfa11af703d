"""The addresses of the pages, below /sign-in/."""

from django.urls import path

from ops_model.sign_in import views

urlpatterns = [
    path("", views.SignIn.as_view(), name="sign_in"),
    path("out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.PasswordLink.as_view(), name="password_link"),
    path("password/sent/", views.PasswordLinkSent.as_view(), name="password_link_sent"),
    path("password/set/", views.PasswordIsSet.as_view(), name="password_is_set"),
    path("password/<uidb64>/<token>/", views.PasswordSet.as_view(), name="password_set"),
    path("style.css", views.style, name="sign_in_style"),
]
