from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0010_machine_facts'),
    ]

    operations = [
        ChangesAtOnce([
        migrations.AddField(
            model_name='claim',
            name='is_suggested',
            field=models.BooleanField(db_default=False, default=False, help_text='It comes with answers that a machine has filled in.'),
        ),
        ]),
    ]
