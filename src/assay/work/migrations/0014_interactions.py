from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0013_expiring'),
    ]

    operations = [
        migrations.AddField(
            model_name='judgment',
            name='interactions',
            field=models.JSONField(db_default={}, default=dict, help_text='By content field: how often a link was opened, and how much of a clip was played.'),
        ),
    ]
