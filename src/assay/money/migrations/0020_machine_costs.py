from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('money', '0019_request_budgets_facts'),
    ]
    operations = [
        ChangesAtOnce([
            migrations.AddField(
                model_name='costday',
                name='machine_micro',
                field=models.BigIntegerField(db_default=0, default=0, help_text='Of it what models cost: paid for no judgment.'),
            ),
        ]),
    ]
