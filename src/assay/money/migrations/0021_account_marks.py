from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('money', '0020_machine_costs'),
    ]

    operations = [
        ChangesAtOnce([
        migrations.AddField(
            model_name='payoutdetails',
            name='mark',
            field=models.CharField(blank=True, db_default='', help_text='Keyed: the same for the same account, and nothing else can be read from it.', max_length=80),
        ),
        migrations.AddIndex(
            model_name='payoutdetails',
            index=models.Index(condition=models.Q(('mark', ''), _negated=True), fields=['mark'], name='money_payout_details_mark'),
        ),
        ]),
    ]
