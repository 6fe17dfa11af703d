"""The reporting API: tables of facts for BI tools and analysts, read only, as Relay connections by graphene-django."""
