from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0005_secretaries_room")]
    operations = []
