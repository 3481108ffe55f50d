import django.db.models.deletion
from django.db import migrations, models

from assay.kit.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('quality', '0013_place'),
    ]

    operations = [TablesAtOnce([
        migrations.CreateModel(
            name='MachineReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('machine', models.CharField(max_length=120)),
                ('question', models.CharField(max_length=60)),
                ('n_judgments', models.IntegerField()),
                ('n_agreed', models.IntegerField(help_text='Judgments equal to the label.')),
                ('confusion', models.JSONField(help_text='Rows: label, columns: answer; shares.', null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='machine_reports', to='quality.consensusrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'machine', 'question'), name='quality_machine_report_once')],
            },
        ),
    ])]
