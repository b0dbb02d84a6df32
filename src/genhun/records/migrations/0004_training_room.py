from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0003_import_commit_time")]
    operations = []
