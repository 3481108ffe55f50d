from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0011_suggested_claims'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('severity__isnull', False)), fields=['project', 'severity'], name='work_task_of_severity'),
        ),
    ]
