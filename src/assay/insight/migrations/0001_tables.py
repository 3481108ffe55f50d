"""The tables of `insight`, made at once."""

from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('insight', '0001_initial'),
        ('insight', '0003_restorations'),
    ]

    dependencies = [
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='FactBatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('judgments', 'Judgments'), ('retractions', 'Retractions'), ('restorations', 'Restorations'), ('labels', 'Labels')], max_length=12)),
                    ('number', models.BigIntegerField()),
                    ('run_uid', models.UUIDField(help_text='Of labels: their consensus run.', null=True)),
                    ('xid_from', models.BigIntegerField(null=True)),
                    ('xid_to', models.BigIntegerField(help_text='The watermark: everything below it is written.', null=True)),
                    ('n_rows', models.BigIntegerField()),
                    ('files', models.JSONField(help_text='Each {path, sha256, n_bytes, n_rows}; paths lie below the facts folder.')),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='insight_factbatch_number'), models.UniqueConstraint(fields=('source', 'run_uid'), name='insight_factbatch_run_once'), models.UniqueConstraint(fields=('source', 'xid_from'), name='insight_factbatch_from_once'), models.CheckConstraint(condition=models.Q(models.Q(('run_uid__isnull', False), ('xid_from', None), ('xid_to', None)), models.Q(('run_uid', None), ('xid_to__gt', models.F('xid_from'))), _connector='OR'), name='insight_factbatch_run_or_xids')],
                },
            ),
        ]),
    ]
